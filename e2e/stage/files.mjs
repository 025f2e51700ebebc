/** Files for plays: small ones that are what their names say, and ways in which people hand them to a page. */

/** Takes some parts on its way. */
export const PDF = {
  name: 'Warranty card.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%'),
    Buffer.alloc(600_000, 'x'),
    Buffer.from('\ntrailer\n%%EOF\n'),
  ]),
};

export const DRAWING = {
  name: 'drawing.svg',
  mimeType: 'image/svg+xml',
  buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
};

/** A text that says it is a picture. */
export const NO_PICTURE = {
  name: 'lamp.png',
  mimeType: 'image/png',
  buffer: Buffer.from('I am no picture.'),
};

/**
 * Pastes a picture into the field, as from the clipboard: drawn in the page, so that it is one.
 *
 * @param {import('playwright-core').Locator} field
 * @param {string} name
 */
export async function pastePicture(field, name) {
  await field.evaluate(async (element, called) => {
    const paper = document.createElement('canvas');
    [paper.width, paper.height] = [480, 320];
    const pen = paper.getContext('2d');
    pen.fillStyle = '#f3e9d6';
    pen.fillRect(0, 0, 480, 320);
    pen.fillStyle = '#0f5c52';
    pen.beginPath();
    pen.moveTo(150, 150);
    pen.lineTo(330, 150);
    pen.lineTo(290, 60);
    pen.lineTo(190, 60);
    pen.fill();
    pen.fillRect(234, 150, 12, 120);
    pen.fillRect(180, 270, 120, 10);
    const blob = await new Promise(drawn => paper.toBlob(drawn, 'image/png'));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], called, { type: 'image/png' }));
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, name);
}

/**
 * Holds files over a place; what comes back lets them go there.
 *
 * @param {import('playwright-core').Locator} place
 * @param {{ name: string, mimeType: string, buffer: Buffer }[]} files
 */
export async function hold(place, files) {
  const told = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    text: buffer.toString('latin1'),
  }));
  const held = await place.evaluateHandle((element, list) => {
    const dataTransfer = new DataTransfer();
    for (const { name, mimeType, text } of list) {
      const bytes = Uint8Array.from(text, letter => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    for (const kind of ['dragenter', 'dragover']) {
      element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }
    return dataTransfer;
  }, told);
  return () => place.dispatchEvent('drop', { dataTransfer: held });
}
