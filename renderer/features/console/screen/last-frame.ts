/** Keeps what a screen showed last in its place, from the loss of a connection to the next picture. */
export class LastFrame {
  readonly #target: HTMLElement
  #copy: HTMLCanvasElement | null = null

  constructor(target: HTMLElement) {
    this.#target = target
  }

  /** While noVNC's canvas is still there. */
  keep(): void {
    const shown = this.#target.querySelector<HTMLCanvasElement>('canvas:not([data-last-frame])')
    if (this.#copy !== null || shown === null || shown.width === 0 || shown.height === 0) return
    const copy = document.createElement('canvas')
    copy.dataset['lastFrame'] = ''
    copy.width = shown.width
    copy.height = shown.height
    copy.getContext('2d')?.drawImage(shown, 0, 0)
    copy.setAttribute('aria-hidden', 'true')
    this.#target.append(copy)
    this.#copy = copy
  }

  clear(): void {
    this.#copy?.remove()
    this.#copy = null
  }
}
