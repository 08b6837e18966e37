// Runs before the first paint, so that a dark page never flashes white. The key is that of src/theme.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('intarsia.theme');
  } catch {
    // Storage can be closed off; the system's choice is then the only one.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : dark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
