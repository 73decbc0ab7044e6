/** The last part of a path; all of what is no path. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || path
