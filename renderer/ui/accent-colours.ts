/**
 * The window's accent made of any colour: for both themes the tokens of tokens.css that carry it, as
 * light or dark as they have to be to be read. Contrast is that of WCAG 2.2.
 */

/** Each 0 to 255. */
type Colour = readonly [number, number, number]

/** A text, or a mark that is small. */
export const TEXT_CONTRAST = 4.5
/** An edge that tells what can be pressed. */
export const EDGE_CONTRAST = 3
/** A filled button, which has such an edge as well, and a selection. */
export const FILL_CONTRAST = 1.5

const black: Colour = [0, 0, 0]
const white: Colour = [255, 255, 255]

export function parseColour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const write = (colour: Colour): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance (WCAG 2.2): 0 is black, 1 is white. */
function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Colour
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ]
  return (lighter + 0.05) / (darker + 0.05)
}

/** `share` of `other` in it, 0 to 1; rounded, as it will be shown. */
const mix = (colour: Colour, other: Colour, share: number): Colour =>
  parseColour(write(colour.map((part, i) => part + ((other[i] ?? 0) - part) * share) as never))

const STEPS = 64

/** The least change of `colour` towards `towards` that fulfils it; `towards` itself at the end. */
function shift(colour: Colour, towards: Colour, fulfils: (colour: Colour) => boolean): Colour {
  for (let step = 0; step < STEPS; step += 1) {
    const shifted = mix(colour, towards, step / STEPS)
    if (fulfils(shifted)) return shifted
  }
  return towards
}

/** The grounds that the accent lies on, of tokens.css. */
export interface Grounds {
  readonly dark: boolean
  /** --bg, --bg-sidebar and --bg-raised */
  readonly page: readonly string[]
  /** What is written on a selected row: --text and --text-2. */
  readonly texts: readonly string[]
}

export const lightGrounds: Grounds = {
  dark: false,
  page: ['#fbfaf8', '#f3f1ed', '#ffffff'],
  texts: ['#211d18', '#635c52'],
}
export const darkGrounds: Grounds = {
  dark: true,
  page: ['#1e1c1a', '#181614', '#282522'],
  texts: ['#ece8e1', '#b0a99d'],
}
/** --well of both themes, and --paper. */
export const wells = ['#1a1917', '#100f0e'] as const
export const paper = '#fdfcfa'

const standsOut = (grounds: readonly Colour[], least: number) => (colour: Colour) =>
  grounds.every((ground) => contrast(colour, ground) >= least)

/** What of the accent is in a selected row, at most. */
const TINT = { light: 0.24, dark: 0.26 } as const

export type AccentTokens = Readonly<Record<`--${string}`, string>>

/** The tokens of one theme. Pure. */
export function accentTokens(hex: string, { dark, page, texts }: Grounds): AccentTokens {
  const colour = parseColour(hex)
  const grounds = page.map(parseColour)
  const away = dark ? white : black
  const written = texts.map(parseColour)
  const ground = grounds[0] ?? away
  const raised = grounds.at(-1) ?? away

  const fill = shift(colour, away, standsOut(grounds, FILL_CONTRAST))
  // As desktops do, white is written on what is rather dark, which has to be darker for it then.
  const primary =
    contrast(fill, white) >= EDGE_CONTRAST
      ? shift(fill, black, (darker) => contrast(darker, white) >= TEXT_CONTRAST)
      : fill
  const onPrimary = contrast(primary, white) >= TEXT_CONTRAST ? white : black
  // Away from its text, so that it can be read all the better.
  const hover = mix(primary, onPrimary === white ? black : white, 0.1)
  const border = shift(primary, away, standsOut(grounds, EDGE_CONTRAST))
  // Less of it, where a colour is as light or dark as the text.
  const selected = shift(
    mix(dark ? ground : raised, colour, dark ? TINT.dark : TINT.light),
    dark ? ground : raised,
    (tint) => written.every((text) => contrast(text, tint) >= TEXT_CONTRAST),
  )
  const accent = shift(colour, away, standsOut([...grounds, selected], TEXT_CONTRAST))
  return {
    '--accent': write(accent),
    '--primary': write(primary),
    '--primary-hover': write(hover),
    '--primary-border': write(border),
    '--on-primary': write(onPrimary),
    '--bg-selected': write(selected),
    '--well-accent': write(shift(colour, white, standsOut(wells.map(parseColour), TEXT_CONTRAST))),
    '--paper-accent': write(shift(colour, black, standsOut([parseColour(paper)], TEXT_CONTRAST))),
  }
}

const block = (tokens: AccentTokens): string =>
  `:root{${Object.entries(tokens)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`

/** A style sheet that is put behind tokens.css. `hex` is "#rrggbb". Pure. */
export const accentStyles = (hex: string): string =>
  `${block(accentTokens(hex, lightGrounds))}@media (prefers-color-scheme:dark){${block(
    accentTokens(hex, darkGrounds),
  )}}`
