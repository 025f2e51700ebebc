/** Runs before everything else, in words that old browsers know: says so where the Workspace could not work. */

(() => {
  const has = [
    'RTCPeerConnection' in window,
    'WebSocket' in window,
    'locks' in navigator,
    'toSorted' in Array.prototype,
    'checkVisibility' in Element.prototype,
    'CSS' in window && CSS.supports('color', 'light-dark(white, black)'),
  ];
  if (has.every(Boolean)) return;
  window.rapportTooOld = true;
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = '/too-old.css';
    document.head.append(style);
    document.getElementById('root').innerHTML = `
      <main class="too-old">
        <h1>This browser is too old</h1>
        <p>Rapport needs Chrome or Edge 123, Firefox 128, Safari 17.5, or a newer one. Update the browser, or open this address in another one.</p>
        <div lang="zh-CN">
          <h2>浏览器版本过旧</h2>
          <p>Rapport 需要 Chrome 或 Edge 123、Firefox 128、Safari 17.5 或更高版本。请更新浏览器，或使用其他浏览器打开此地址。</p>
        </div>
      </main>`;
  });
})();
