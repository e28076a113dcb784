(() => {
  const { assetsLiveReload: path, context, state: shown } = document.currentScript.dataset;
  let known = shown;
  let source;
  let timer;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };

  // The storage is not there if the browser blocks cookies.
  const stored = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  };

  // A service worker can answer the reload with a page that shows a former state.
  const RELOADED = 'assets-live-reload';
  const reloadedFor = stored((storage) => storage.getItem(RELOADED));
  stored((storage) => storage.removeItem(RELOADED));

  const reload = () => {
    close();
    stored((storage) => storage.setItem(RELOADED, known));
    location.reload();
  };

  const open = () => {
    close();
    if (document.hidden) {
      return;
    }
    source = new EventSource(path);
    source.addEventListener('state', ({ data }) => {
      if (data !== known && data !== reloadedFor) {
        known = data;
        reload();
      }
    });
    source.addEventListener('styles', (event) => swap(JSON.parse(event.data)).catch(reload));
    source.onerror = () => {
      close();
      wait();
    };
  };

  // An EventSource does not tell the status: 401, 403 and 404 end it, a restart does not.
  const wait = () => {
    timer = setTimeout(() => fetch(path, { method: 'HEAD', cache: 'no-store', redirect: 'manual' }).then(
      (response) => response.ok ? open() : response.status >= 500 && wait(), wait), 500);
  };

  const swap = async ({ state, styles }) => {
    known = state;
    const found = new Set();
    const target = (url, base) => {
      const { origin, pathname } = new URL(url, base);
      const file = origin === location.origin && pathname.startsWith(context) && pathname.slice(context.length);
      return file && Object.hasOwn(styles, file) ? (found.add(file), context + styles[file]) : undefined;
    };
    const rules = (sheet) => {
      try {
        return [...sheet.cssRules];
      } catch {
        return [];
      }
    };
    const imports = (sheet) => rules(sheet).filter((rule) => rule instanceof CSSImportRule
      && [target(rule.href, sheet.href ?? document.baseURI), rule.styleSheet && imports(rule.styleSheet)]
        .some(Boolean)).length > 0;
    const links = [...document.querySelectorAll('link[rel~="stylesheet" i][href]')]
      .map((link) => ({ link, to: target(link.href), imported: link.sheet !== null && imports(link.sheet) }))
      .filter(({ to, imported }) => to || imported);
    const elsewhere = performance.getEntriesByType('resource').some(({ name, initiatorType }) =>
      initiatorType !== 'fetch' && !found.has(new URL(name).pathname.slice(context.length)) && target(name));
    if (elsewhere || [...document.querySelectorAll('style')].some(({ sheet }) => sheet && imports(sheet))) {
      return reload();
    }
    // also renews the files that the browser has kept, which an @import would take
    await Promise.all([...found].map((file) => fetch(context + styles[file], { cache: 'reload' })));
    await Promise.all(links.map(({ link, to }) => new Promise((loaded, failed) => {
      const url = new URL(link.href);
      url.pathname = to ?? url.pathname;
      url.searchParams.set('live-reload', state);
      const next = link.cloneNode();
      next.removeAttribute('integrity');
      next.href = url;
      next.onload = () => {
        link.remove();
        loaded();
      };
      next.onerror = failed;
      link.after(next);
    })));
  };

  document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
  addEventListener('pagehide', close);
  addEventListener('pageshow', ({ persisted }) => persisted && open());
  open();
})();
