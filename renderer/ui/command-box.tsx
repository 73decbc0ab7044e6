import type { ReactNode } from 'react'
import css from './command-box.module.css'
import { CopyButton } from './copy-button.tsx'

export interface CommandBoxProps {
  /** Its accessible name. */
  readonly label: string
  /** As a person would type it. */
  readonly command: string
  /** Of the command itself. */
  readonly id?: string
  /** Buttons behind the one that copies. */
  readonly children?: ReactNode
}

/** A command of a shell, to read and to copy. */
export function CommandBox({ label, command, id, children }: CommandBoxProps) {
  return (
    <div className={css.box} role="group" aria-label={label}>
      <code className={`mono selectable ${css.command}`} id={id}>
        {command}
      </code>
      <span className={css.buttons}>
        <CopyButton text={command} />
        {children}
      </span>
    </div>
  )
}
