"use client";

import { useEffect, useState } from "react";
import { open } from "thumbindex";

export default function Page() {
  const [title, setTitle] = useState("");
  useEffect(() => {
    open({ index: "/thumbindex/" })
      .then((book) => book.search("ownreship"))
      .then(({ pages }) => setTitle(pages[0].title));
  }, []);
  return <p>{title && `found ${title}`}</p>;
}
