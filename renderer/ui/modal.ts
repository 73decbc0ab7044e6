/** Marks the content of everything modal but the drawer. */
export const modalMark = { 'data-modal': '' } as const

const openModals = (): Element[] => [...document.querySelectorAll('[data-modal]')]

/** Whether something modal is open, of whichever part of the window. */
export const isModalOpen = (): boolean => openModals().length > 0

/** Whether the focus may go there: into the modal part on top, where there is one. */
export const isReachable = (element: Element): boolean =>
  openModals().at(-1)?.contains(element) ?? true
