import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'

const SCROLLBACK_LINES = 10_000

/** How a person wants their terminals. */
export interface TerminalLook {
  /** CSS px */
  readonly fontSize: number
  readonly screenReader: boolean
}

/** xterm.js wants colours, not names of properties. */
const colourOf = (element: HTMLElement) => {
  const style = getComputedStyle(element)
  return (name: string): string => style.getPropertyValue(name).trim()
}

function themeOf(element: HTMLElement) {
  const colour = colourOf(element)
  return {
    background: colour('--terminal'),
    foreground: colour('--terminal-text'),
    cursor: colour('--terminal-accent'),
    cursorAccent: colour('--terminal'),
    selectionBackground: colour('--terminal-accent'),
    selectionForeground: colour('--terminal'),
    scrollbarSliderBackground: colour('--terminal-line'),
  }
}

export interface TerminalHandle {
  readonly terminal: Terminal
  readonly search: SearchAddon
  apply(look: TerminalLook): void
  /** After the element's colours have changed. */
  retheme(): void
  dispose(): void
}

/** Main answers window.open: it never makes a window, and may hand the address to the browser. */
const openOutside = (address: string): void => void window.open(address, '_blank', 'noopener')

/** A terminal inside `element` that keeps its size and its theme. */
export function openTerminal(element: HTMLElement, look: TerminalLook): TerminalHandle {
  const terminal = new Terminal({
    fontFamily: colourOf(element)('--font-mono'),
    fontSize: look.fontSize,
    screenReaderMode: look.screenReader,
    lineHeight: 1.25,
    scrollback: SCROLLBACK_LINES,
    theme: themeOf(element),
    // Programs choose their colours for a ground that they do not know.
    minimumContrastRatio: 4.5,
    // A serial port carries what the guest's terminal wrote, carriage returns included.
    convertEol: false,
    // The marks of the search are made with it.
    allowProposedApi: true,
    // Links whose text is not their address (OSC 8): where they lead is shown before.
    linkHandler: {
      activate: (_event, address) => openOutside(address),
      hover: (_event, address) => {
        element.title = address
      },
      leave: () => element.removeAttribute('title'),
    },
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.loadAddon(new WebLinksAddon((_event, address) => openOutside(address)))
  terminal.open(element)
  // Hidden tabs have no size to fit.
  const refit = (): void => {
    if (element.clientWidth > 0) fit.fit()
  }
  const observer = new ResizeObserver(refit)
  observer.observe(element)
  const retheme = (): void => {
    terminal.options.theme = themeOf(element)
  }
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', retheme)
  return {
    terminal,
    search,
    apply({ fontSize, screenReader }) {
      terminal.options.screenReaderMode = screenReader
      if (terminal.options.fontSize === fontSize) return
      terminal.options.fontSize = fontSize
      refit()
    },
    retheme,
    dispose: () => {
      dark.removeEventListener('change', retheme)
      observer.disconnect()
      terminal.dispose()
    },
  }
}
