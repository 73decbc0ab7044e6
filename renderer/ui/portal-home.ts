/** Where menus and tips are put: inside the page's landmark, so that screen readers place them. */
export const portalHome = (): HTMLElement => document.querySelector('main') ?? document.body
