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

  // Element by element: the page's policy refuses HTML from strings.
  const told = (box, heading, words) => {
    const made = document.createElement(box);
    const title = document.createElement(heading);
    const text = document.createElement('p');
    title.textContent = words.title;
    text.textContent = words.text;
    made.append(title, text);
    return made;
  };

  window.rapportTooOld = true;
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = '/too-old.css';
    document.head.append(style);
    const english = told('main', 'h1', {
      title: 'This browser is too old',
      text:
        'Rapport needs Chrome or Edge 123, Firefox 128, Safari 17.5, or a newer one. ' +
        'Update the browser, or open this address in another one.',
    });
    english.className = 'too-old';
    const chinese = told('div', 'h2', {
      title: '浏览器版本过旧',
      text: 'Rapport 需要 Chrome 或 Edge 123、Firefox 128、Safari 17.5 或更高版本。请更新浏览器，或使用其他浏览器打开此地址。',
    });
    chinese.lang = 'zh-CN';
    english.append(chinese);
    document.getElementById('root').append(english);
  });
})();
