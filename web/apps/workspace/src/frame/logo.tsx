/** The product's mark: two people's lines meeting in one bubble. */

type Props = { readonly className?: string };

export function Logo({ className }: Props) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M9 10.500A2.500 2.500 0 0 1 11.500 8h9A2.500 2.500 0 0 1 23 10.500v6A2.500 2.500 0 0 1 20.500 19H17l-4.600 4.200c-.500.500-1.400.100-1.400-.600V19A2 2 0 0 1 9 17z"
        className="fill-on-accent"
      />
      <path d="M13 13.500h6" strokeWidth="2" strokeLinecap="round" className="stroke-accent" />
    </svg>
  );
}
