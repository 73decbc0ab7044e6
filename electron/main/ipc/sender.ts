import type { IpcMainEvent, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import { APP_ORIGIN } from '../app-url.ts'

/** True for the main frame of a page of ours: no subframe, no page of another origin. */
export function isOurMainFrame(frame: Pick<WebFrameMain, 'parent' | 'url'> | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`)
}

/** The frame that sent it, where it is the main frame of this window's page. */
export function trustedFrame(event: IpcMainEvent | IpcMainInvokeEvent): WebFrameMain | null {
  const frame = event.senderFrame
  if (frame === null || !isOurMainFrame(frame)) return null
  const { mainFrame } = event.sender
  const isMain = frame.processId === mainFrame.processId && frame.routingId === mainFrame.routingId
  return isMain ? frame : null
}
