// The style sheet of the stand-in's pages: light and dark, and usable on a phone.

/** The content of a `<style>` element. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f4f0, #17181a);
  --card: light-dark(#fff, #212327);
  --ink: light-dark(#1f2328, #e8e6e1);
  --quiet: light-dark(#656a70, #a0a4aa);
  --line: light-dark(#dcdad4, #3a3d43);
  --accent: light-dark(#2f5d50, #8fc9b5);
  --on-accent: light-dark(#fff, #10201a);
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; padding: 1.5rem;
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
}
main {
  width: 100%; max-width: 26rem; padding: 2rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
}
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.25; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem .75rem; margin: 0 0 1.5rem; font-size: .875rem; }
dt, .hint, footer, li code { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: .8125em; }
label { display: block; margin-bottom: .375rem; font-size: .875rem; color: var(--quiet); }
input, button {
  min-height: 2.75rem; padding: .5rem .875rem; border: 1px solid var(--line); border-radius: .5rem;
  background: transparent; color: inherit; font: inherit;
}
input { flex: 1; min-width: 0; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.row { display: flex; gap: .5rem; justify-content: flex-end; }
.people { display: grid; grid-template-columns: repeat(3, 1fr); gap: .5rem; margin-bottom: 1.5rem; }
.hint { margin: .75rem 0 0; font-size: .8125rem; }
footer { max-width: 26rem; font-size: .8125rem; text-align: center; }
`;
