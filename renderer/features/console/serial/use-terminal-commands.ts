import { useEffect, useRef, useState } from 'react'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import { changeFontSize } from './change-consoles.ts'
import { pasteable, runsLines } from './paste.ts'
import type { TerminalHandle } from './terminal.ts'
import { commandOf, type TerminalCommand } from './terminal-keys.ts'
import { terminalText, textFileName } from './terminal-text.ts'

export interface TerminalCommands {
  /** Text that waits for the person's word, because the guest may run it at once. */
  readonly toConfirm: string | null
  readonly searching: boolean
  /** The file that the text was written to last, until something is typed. */
  readonly savedAs: string | null
  readonly run: (command: TerminalCommand) => void
  readonly selectAll: () => void
  readonly clear: () => void
  readonly save: () => Promise<void>
  readonly paste: (text: string) => void
  /** False where the person thought better of it. */
  readonly answerPaste: (paste: boolean) => void
  readonly endSearch: () => void
}

/** What can be done with a terminal's text and look, by keys, menus and buttons. */
export function useTerminalCommands(
  handle: TerminalHandle | null,
  name: string,
  device: string,
): TerminalCommands {
  const [toConfirm, setToConfirm] = useState<string | null>(null)
  const [searching, setSearching] = useState(false)
  const [savedAs, setSavedAs] = useState<string | null>(null)
  const terminal = handle?.terminal

  useEffect(() => {
    const listener = terminal?.onKey(() => setSavedAs(null))
    return () => listener?.dispose()
  }, [terminal])

  const asked = useRef(false)
  useEffect(() => {
    // A dialog that no button has opened gives the focus back to nobody.
    if (asked.current && toConfirm === null) terminal?.focus()
    asked.current = toConfirm !== null
  }, [terminal, toConfirm])

  const fail = (error: unknown): void =>
    notifyFailure({ id: `serial-${device}`, about: name, error: errorDataOf(error) })
  const paste = (copied: string): void => {
    const text = pasteable(copied)
    if (terminal === undefined || text === '') return
    if (runsLines(text, terminal.modes.bracketedPasteMode)) return setToConfirm(text)
    terminal.paste(text)
    terminal.focus()
  }
  const copy = (): void => {
    const text = terminal?.getSelection() ?? ''
    if (text !== '') void navigator.clipboard.writeText(text).catch(fail)
    terminal?.focus()
  }
  return {
    ...{ toConfirm, searching, savedAs, paste },
    run(command) {
      if (command === 'copy') copy()
      else if (command === 'paste') call('clipboard.read').then(({ text }) => paste(text), fail)
      else if (command === 'search') setSearching(true)
      else changeFontSize(command)
    },
    selectAll() {
      terminal?.selectAll()
      terminal?.focus()
    },
    clear() {
      terminal?.clear()
      terminal?.focus()
    },
    async save() {
      if (terminal === undefined) return
      const file = { name: textFileName(name, device), text: terminalText(terminal) }
      await call('consoles.saveText', file).then(setSavedAs, fail)
    },
    answerPaste(wanted) {
      if (wanted && toConfirm !== null) terminal?.paste(toConfirm)
      setToConfirm(null)
    },
    endSearch() {
      setSearching(false)
      handle?.search.clearDecorations()
      terminal?.focus()
    },
  }
}

/**
 * Takes the keys of commands and what is pasted before xterm.js does, inside `element`. In the part
 * for which `isApart` is true (the search), only the search's own key counts.
 */
export function useTerminalInput(
  element: HTMLElement | null,
  commands: TerminalCommands,
  isApart: (target: EventTarget | null) => boolean,
): void {
  const latest = useRef({ commands, isApart })
  useEffect(() => {
    latest.current = { commands, isApart }
  })
  useEffect(() => {
    if (element === null) return undefined
    const take = (event: Event): void => {
      event.preventDefault()
      event.stopPropagation()
    }
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event)
      const { commands: now, isApart: apart } = latest.current
      if (command === null || (command !== 'search' && apart(event.target))) return
      take(event)
      now.run(command)
    }
    const onPaste = (event: ClipboardEvent): void => {
      const { commands: now, isApart: apart } = latest.current
      if (apart(event.target)) return
      take(event)
      now.paste(event.clipboardData?.getData('text/plain') ?? '')
    }
    element.addEventListener('keydown', onKey, true)
    element.addEventListener('paste', onPaste, true)
    return () => {
      element.removeEventListener('keydown', onKey, true)
      element.removeEventListener('paste', onPaste, true)
    }
  }, [element])
}
