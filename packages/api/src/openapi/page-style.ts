/** The look of the reference page: the house's tokens, light and dark by the system. */
export const pageStyle = `
:root { --bg: #faf9f6; --surface: #fff; --text: #1b1e23; --muted: #5b626d; --accent: #0e6f63; --line: #e3e0d8; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #121417; --surface: #1a1d21; --text: #ecedef; --muted: #a3abb6; --accent: #4cc9b0; --line: #2c3137; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body { margin: 0; background: var(--bg); color: var(--text); font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 220px minmax(0, 1fr); }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; background: var(--surface); padding: 8px 12px; z-index: 1; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 28px 20px; border-right: 1px solid var(--line); font-size: 14px; }
nav ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 4px; }
nav a { display: block; padding: 4px 0; color: var(--text); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
main { max-width: 960px; padding: 28px 32px 80px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 12px; }
h2 { font-size: 20px; margin: 48px 0 12px; }
h3 { font-size: 16px; margin: 0 0 4px; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
article { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 16px 20px; margin: 12px 0; }
article > :last-child { margin-bottom: 0; }
.row { margin: 0 0 8px; }
.row b { color: var(--accent); font-size: 14px; }
.muted { color: var(--muted); font-size: 14px; }
code { font: 14px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { background: var(--bg); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; white-space: pre-wrap; }
.scroll { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; color: var(--muted); font-weight: 500; }
th, td { padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; min-width: 72px; }
td code { overflow-wrap: normal; white-space: nowrap; }
.prose td { min-width: 180px; }
nav strong { display: block; margin-bottom: 16px; font-size: 16px; }
@media (max-width: 720px) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 16px; }
  nav ul { grid-template-columns: 1fr 1fr; }
  main { padding: 20px 16px 64px; }
}
`;
