import { useCallback, useEffect, useRef, useState } from 'react'
import { formatBytes, formatTime } from '../../../i18n/format.ts'
import { t } from '../../../i18n/index.ts'
import { useDesktop } from '../../../stores/desktop-store.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { type Connection, connecting } from '../connection.ts'
import { type SerialLink, startSerialLink } from './serial-link.ts'
import { startSerialSession } from './serial-session.ts'
import { openTerminal, type TerminalHandle } from './terminal.ts'

export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** What a guest takes a serial terminal to be until it is told otherwise (the VT100's size). */
const UNTOLD: TerminalSize = { columns: 80, rows: 24 }

export interface SerialTerminalState {
  readonly handle: TerminalHandle | null
  readonly connection: Connection
  /** Whether a run of the guest was shown. */
  readonly printed: boolean
  /** Bytes passed over because they came too fast, since something was typed. */
  readonly skipped: number
  /** How often the guest has rung the bell. */
  readonly bells: number
  /** The size of the terminal where the guest was not told of it. */
  readonly untoldSize: TerminalSize | null
  /** Where the terminal is to be. */
  readonly attach: (element: HTMLElement | null) => (() => void) | undefined
  readonly tellSize: (size: TerminalSize) => void
  readonly reconnect: () => void
}

/** What holds for one run of the guest alone. */
interface OfRun<T> {
  readonly run: string
  readonly value: T
}

export const sttyLine = ({ columns, rows }: TerminalSize): string =>
  `stty rows ${rows} cols ${columns}`

/** A faint line of ours between what the guest prints. */
const note = (text: string): string => `\r\n\x1b[0;2m── ${text} ──\x1b[0m\r\n`

/** RIS (ECMA-48): in its place among what is written, where `reset()` would overtake it. */
const RESET = '\x1bc'

/** The terminal in the element that it is attached to, as the person wants it to look. */
function useTerminal(): Pick<SerialTerminalState, 'handle' | 'attach'> {
  const [handle, setHandle] = useState<TerminalHandle | null>(null)
  const fontSize = useSettings(({ settings }) => settings.consoles.terminalFontSize)
  const screenReader = useSettings(({ settings }) => settings.consoles.terminalScreenReader)
  const theme = useSettings(({ settings }) => settings.consoles.terminalTheme)
  const accent = useSettings(({ settings }) => settings.appearance.accent)
  const desktopAccent = useDesktop((desktop) => desktop.accent)

  const attach = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const { terminalFontSize, terminalScreenReader } = useSettings.getState().settings.consoles
    const opened = openTerminal(element, {
      fontSize: terminalFontSize,
      screenReader: terminalScreenReader,
    })
    setHandle(opened)
    return () => {
      setHandle(null)
      opened.dispose()
    }
  }, [])

  useEffect(() => handle?.apply({ fontSize, screenReader }), [handle, fontSize, screenReader])
  // The element has its new colours by now.
  const colours = `${theme} ${accent} ${desktopAccent}`
  useEffect(() => {
    if (colours !== '') handle?.retheme()
  }, [handle, colours])
  return { handle, attach }
}

/** A terminal that is joined to a guest's serial port while the guest has a process. */
export function useSerialTerminal(
  id: string,
  device: string,
  /** The guest's run; null while it has no process. A new one means a new connection. */
  run: string | null,
): SerialTerminalState {
  const { handle, attach } = useTerminal()
  const link = useRef<SerialLink | null>(null)
  const shownRun = useRef<string | null>(null)
  const [seen, setSeen] = useState<OfRun<Connection> | null>(null)
  const [printed, setPrinted] = useState(false)
  const [bells, setBells] = useState(0)
  const [skipped, setSkipped] = useState(0)
  const [size, setSize] = useState<TerminalSize>(UNTOLD)
  const [told, setTold] = useState<OfRun<TerminalSize> | null>(null)

  useEffect(() => {
    if (handle === null) return undefined
    const { terminal } = handle
    const read = (): void => setSize({ columns: terminal.cols, rows: terminal.rows })
    read()
    const listeners = [
      terminal.onData((text) => link.current?.send(text)),
      terminal.onResize(read),
      terminal.onKey(() => setSkipped(0)),
      terminal.onBell(() => {
        if (link.current?.replaying === false) setBells((count) => count + 1)
      }),
    ]
    return () => {
      for (const listener of listeners) listener.dispose()
    }
  }, [handle])

  useEffect(() => {
    if (handle === null || run === null) return undefined
    const { terminal } = handle
    const sink = {
      begin() {
        // The broker repeats what this run printed; what an earlier run printed is kept above it.
        if (shownRun.current === run) terminal.write(RESET)
        else if (shownRun.current !== null) {
          terminal.write(note(`${t('serial.restarted')} ${formatTime(Date.now())}`))
        }
        shownRun.current = run
        setPrinted(true)
      },
      write: (bytes: Uint8Array, done: () => void) => terminal.write(bytes, done),
      skipped(bytes: number) {
        terminal.write(note(t('serial.skipped', { size: formatBytes(bytes) })))
        setSkipped((before) => before + bytes)
      },
    }
    const started = startSerialLink(
      (report) => startSerialSession(id, device, sink, report),
      (value) => setSeen({ run, value }),
    )
    link.current = started
    return () => {
      link.current = null
      started.end()
    }
  }, [handle, id, device, run])

  const connection = seen?.run === run ? seen.value : connecting
  const known = told?.run === run ? told.value : UNTOLD
  const isTold = size.columns === known.columns && size.rows === known.rows
  return {
    ...{ handle, attach, connection, printed, bells, skipped },
    untoldSize: run === null || connection.state !== 'connected' || isTold ? null : size,
    tellSize(wanted) {
      link.current?.send(`${sttyLine(wanted)}\r`)
      if (run !== null) setTold({ run, value: wanted })
      handle?.terminal.focus()
    },
    reconnect: () => link.current?.reconnect(),
  }
}
