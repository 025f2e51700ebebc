/**
 * The shop's lamps, drawn: a few shapes each, lit from inside.
 *
 * @jsxImportSource preact
 */

import type { ComponentChildren } from 'preact';

export type LampName = 'heron' | 'tansy' | 'wick' | 'plover' | 'moth' | 'sill';

export function Lamp({ name }: { name: LampName }) {
  return (
    <svg class={`lamp is-${name}`} viewBox="0 0 240 240" aria-hidden="true">
      <defs>
        <radialGradient id={`glow-${name}`}>
          <stop offset="0" class="glow-inner" />
          <stop offset="1" class="glow-outer" />
        </radialGradient>
      </defs>
      {DRAWINGS[name](`url(#glow-${name})`)}
    </svg>
  );
}

const DRAWINGS: { readonly [name in LampName]: (glow: string) => ComponentChildren } = {
  heron: glow => (
    <>
      <circle cx="148" cy="92" r="84" fill={glow} />
      <path class="stem" d="M84 220V96c0-40 26-58 56-58" />
      <path class="shade" d="m124 36 34-8 26 56-72 16z" />
      <path class="rim" d="m112 100 72-16" />
      <path class="base" d="M54 220h60v6H54z" />
    </>
  ),
  tansy: glow => (
    <>
      <circle cx="120" cy="158" r="78" fill={glow} />
      <path class="stem" d="M120 0v84" />
      <path class="base" d="M112 80h16v14h-16z" />
      <circle class="bulb" cx="120" cy="152" r="13" />
      <path class="shade" d="M56 150a64 58 0 0 1 128 0z" />
      <path class="rim" d="M56 150h128" />
    </>
  ),
  wick: glow => (
    <>
      <circle cx="120" cy="86" r="84" fill={glow} />
      <path
        class="base"
        d="M92 156c-14 16-18 30-14 48 2 10 12 16 42 16s40-6 42-16c4-18 0-32-14-48z"
      />
      <path class="stem" d="M120 160v-34" />
      <path class="shade" d="M90 44h60l22 84H68z" />
      <path class="rim" d="M68 128h104" />
    </>
  ),
  plover: glow => (
    <>
      <circle cx="74" cy="120" r="72" fill={glow} />
      <path class="base" d="M128 212h76v8h-76z" />
      <path class="stem" d="m166 212 20-84-76-62" />
      <circle class="joint" cx="186" cy="128" r="7" />
      <circle class="joint" cx="110" cy="66" r="7" />
      <path class="shade" d="m112 56-20-6-54 44 42 34 36-52z" />
      <path class="rim" d="m38 94 42 34" />
    </>
  ),
  moth: glow => (
    <>
      <circle cx="120" cy="120" r="92" fill={glow} />
      <path class="base" d="M104 128h32l6 92H98z" />
      <path class="shade" d="M44 132a76 66 0 0 1 152 0q0 8-8 8H52q-8 0-8-8z" />
      <path class="rim" d="M52 140h136" />
    </>
  ),
  sill: glow => (
    <>
      <circle cx="136" cy="120" r="92" fill={glow} />
      <path class="base" d="M40 76h14v104H40z" />
      <path class="stem" d="M54 152h46c24 0 36-8 36-24" />
      <circle class="shade" cx="136" cy="98" r="46" />
      <path class="rim" d="M112 138q24 12 48 0" />
    </>
  ),
};
