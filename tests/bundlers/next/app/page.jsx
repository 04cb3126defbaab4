"use client";

import { open } from "thumbindex";
import { useEffect, useState } from "react";

export default function Page() {
  const [title, setTitle] = useState("");
  useEffect(() => {
    open({ index: "/thumbindex/" })
      .then((book) => book.search("ownreship"))
      .then(({ pages }) => setTitle(pages[0].title));
  }, []);
  return <p>{title && `found ${title}`}</p>;
}
