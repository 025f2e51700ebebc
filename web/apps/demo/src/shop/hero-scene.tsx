/**
 * The picture at the shop's top: three pendants over a table, by night or by day.
 *
 * @jsxImportSource preact
 */

export function HeroScene() {
  return (
    <svg
      class="hero-scene"
      viewBox="0 0 560 520"
      aria-hidden="true"
      preserveAspectRatio="xMidYMax slice"
    >
      <defs>
        <linearGradient id="beam" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" class="beam-near" />
          <stop offset="1" class="beam-far" />
        </linearGradient>
        <radialGradient id="pool">
          <stop offset="0" class="glow-inner" />
          <stop offset="1" class="glow-outer" />
        </radialGradient>
      </defs>
      <path class="wall" d="M0 0h560v520H0z" />
      <path class="window" d="M56 400V214a94 94 0 0 1 188 0v186z" />
      <path class="pane" d="M150 120v280M56 262h188" />
      {PENDANTS.map(place => (
        <path
          key={place}
          class="beam"
          d="M-58 4h116l70 190h-256z"
          fill="url(#beam)"
          transform={place}
        />
      ))}
      {PENDANTS.map(place => (
        <g key={place} transform={place}>
          <path class="cord" d="M0-400V-58" />
          <circle class="bulb" cy="4" r="12" />
          <path class="shade" d="M-62 4a62 56 0 0 1 124 0z" />
          <path class="cap" d="M-8-64H8v14H-8z" />
          <path class="rim" d="M-62 4H62" />
        </g>
      ))}
      <ellipse cx="310" cy="420" rx="230" ry="40" fill="url(#pool)" />
      <path class="table" d="M36 416h488v16H36z" />
      <path class="legs" d="M82 432h14l-8 88H74zm382 0h14l8 88h-14z" />
      <path class="cup" d="M384 380h44v22q0 14-14 14h-16q-14 0-14-14zm44 8q14-2 14 8t-14 8" />
      <path class="book" d="M170 404h96v12h-96zm8-12h82v12h-82z" />
    </svg>
  );
}

const PENDANTS = [
  'translate(168 150) scale(0.86)',
  'translate(310 218) scale(1.12)',
  'translate(448 116) scale(0.78)',
];
