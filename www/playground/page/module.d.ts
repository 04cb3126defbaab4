// The border of the module, as ../src/lib.rs lets it through: wasm-bindgen makes it, and the build puts it in place of this name.

declare module "thumbindex-playground" {
  /** Loads and starts the module. */
  export default function init(from: { module_or_path: URL }): Promise<unknown>;

  /** Each of these throws an `Error` whose message is one line. */
  export class Dropped {
    add(path: string, content: Uint8Array): void;
    /** Uses the object up. */
    index(progress: (done: number, total: number) => void): Made;
    free(): void;
  }

  export class Made {
    report(): string;
    root(): Uint8Array;
    file(name: string): Uint8Array | undefined;
    free(): void;
  }

  export class Reader {
    constructor(root: Uint8Array);
    supply(id: number, content: Uint8Array): void;
    search(query: string, limit: number): string;
    free(): void;
  }
}
