/** A file that is dropped beside its place would open instead of the Workspace, and end the call that is on it. */

export function keepFilesOut(): void {
  addEventListener('dragover', refuse);
  addEventListener('drop', refuse);
}

function refuse(event: DragEvent): void {
  // Where files are taken, they have been taken by now.
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}
