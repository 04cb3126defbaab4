import { useRef } from "react";
import { createRoot } from "react-dom/client";
import type {} from "thumbindex/react";
import type { ThumbIndexElement } from "thumbindex/thumbindex.js";

function Search() {
  const button = useRef<ThumbIndexElement>(null);
  return (
    <>
      <thumb-index ref={button} floating>
        Search
      </thumb-index>
      <button type="button" onClick={() => button.current?.search("thread")}>
        Threads
      </button>
    </>
  );
}

document.addEventListener("thumbindex:search", ({ detail }) => {
  document.title = detail.results.pages[0]?.title ?? "";
});

const root = document.getElementById("root");
if (root) createRoot(root).render(<Search />);
