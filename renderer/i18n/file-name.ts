/** The last part of a path, which tells files apart where there is little room; all of what is none. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || path
