// Style sheets are imported as text (esbuild's `text` loader) and adopted by shadow roots.
declare module "*.css" {
  const text: string;
  export default text;
}
