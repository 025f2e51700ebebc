/**
 * The chat's few icons, drawn with one stroke each.
 *
 * @jsxImportSource preact
 */

function Icon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export const BubbleIcon = () => (
  <Icon path="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z" />
);
export const ChevronIcon = () => <Icon path="m6 9.5 6 6 6-6" />;
export const MoreIcon = () => (
  <Icon path="M5.5 11.2v1.6m-.8-.8h1.6M12 11.2v1.6m-.8-.8h1.6m5.7-.8v1.6m-.8-.8h1.6" />
);
export const SendIcon = () => <Icon path="M12 19V5m-6 6 6-6 6 6" />;
export const ClipIcon = () => (
  <Icon path="m19.5 11-7.8 7.8a4.6 4.6 0 0 1-6.5-6.5l8.2-8.2a3.1 3.1 0 0 1 4.3 4.3l-8.1 8.2a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2" />
);
export const DownIcon = () => <Icon path="M12 5v14m-6-6 6 6 6-6" />;
export const CheckIcon = () => <Icon path="m5 12.5 4.5 4.5L19 7.5" />;
export const ClockIcon = () => <Icon path="M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0" />;
export const AlertIcon = () => <Icon path="M12 8v5m0 3v.2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0" />;
