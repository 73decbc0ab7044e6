import { type DragEvent, useRef, useState } from 'react'
import { openSource } from '../../actions/open-source.ts'
import { pathOf } from '../../ipc/path-of.ts'
import { showNotice } from './many/list-notice.ts'

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

/** Makes a machine of the first file, and says so where there are more. */
function take(files: readonly File[]): void {
  const file = files.find((candidate) => pathOf(candidate) !== '')
  if (file === undefined) return
  if (files.length > 1) showNotice({ kind: 'one-file', name: file.name, left: files.length - 1 })
  void openSource(pathOf(file))
}

export interface FileDrop {
  /** Files are held over it. */
  readonly over: boolean
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
  }
}

/** An element that files can be dropped on to make a machine of them. */
export function useFileDrop(): FileDrop {
  const [over, setOver] = useState(false)
  /** Elements in it that were entered and not left: each child tells of its own. */
  const depth = useRef(0)
  return {
    over,
    handlers: {
      onDragEnter: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current += 1
        setOver(true)
      },
      onDragOver: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDragLeave: (event) => {
        if (!hasFiles(event)) return
        depth.current -= 1
        if (depth.current <= 0) setOver(false)
      },
      onDrop: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setOver(false)
        take([...event.dataTransfer.files])
      },
    },
  }
}
