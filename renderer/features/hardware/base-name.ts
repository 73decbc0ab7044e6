/** The last part of a path, which tells files apart where there is little room. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
