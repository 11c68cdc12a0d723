// Wakes the islands of a page: loads the module, then calls the export that each island names.
// Addresses come from this script's own tag, so that nothing here depends on hashed names.
const tag = document.querySelector('script[type="module"][data-module]');
const islands = document.querySelectorAll('leptos-island');
if (tag && islands.length) {
  const start = async () => {
    const module = await import(tag.dataset.module);
    await module.default({ module_or_path: tag.dataset.wasm });
    module.hydrate();
    for (const island of islands) {
      const wake = module[island.dataset.component];
      // A missing export is a broken build: say so where tests look.
      if (wake) await wake(island);
      else console.error(`No export for the island ${island.dataset.component}`);
    }
    document.documentElement.dataset.awake = '';
  };
  if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 1500 });
  else start();
}
