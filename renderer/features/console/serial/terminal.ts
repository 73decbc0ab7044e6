import { FitAddon } from '@xterm/addon-fit'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'

const SCROLLBACK_LINES = 10_000

/** xterm.js wants colours, not names of properties. */
function themeOf(element: HTMLElement) {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  return {
    background: token('--well'),
    foreground: token('--well-text'),
    cursor: token('--primary'),
    cursorAccent: token('--on-primary'),
    selectionBackground: token('--primary'),
    selectionForeground: token('--on-primary'),
    scrollbarSliderBackground: token('--well-line'),
  }
}

export interface TerminalHandle {
  readonly terminal: Terminal
  dispose(): void
}

/** A terminal inside `element` that keeps its size and its theme. */
export function openTerminal(element: HTMLElement): TerminalHandle {
  const terminal = new Terminal({
    fontFamily: getComputedStyle(element).getPropertyValue('--font-mono').trim(),
    fontSize: 13,
    lineHeight: 1.25,
    scrollback: SCROLLBACK_LINES,
    theme: themeOf(element),
    // A serial port carries what the guest's terminal wrote, carriage returns included.
    convertEol: false,
  })
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  // Main answers window.open: it never makes a window, and may hand the address to the browser.
  terminal.loadAddon(
    new WebLinksAddon((_, address) => void window.open(address, '_blank', 'noopener')),
  )
  terminal.open(element)
  // Hidden tabs have no size to fit.
  const observer = new ResizeObserver(() => element.clientWidth > 0 && fit.fit())
  observer.observe(element)
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const retheme = (): void => {
    terminal.options.theme = themeOf(element)
  }
  dark.addEventListener('change', retheme)
  return {
    terminal,
    dispose: () => {
      dark.removeEventListener('change', retheme)
      observer.disconnect()
      terminal.dispose()
    },
  }
}
