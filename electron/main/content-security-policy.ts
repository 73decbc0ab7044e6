const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  // The terminal (xterm.js) writes its colours and cell sizes into a <style> of its own; without
  // this its screen stays black. Styles run nothing and can fetch nothing that the rest forbids.
  'style-src': "'self' 'unsafe-inline'",
  // data: for the guest's pointer, which noVNC makes a picture of.
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

export const contentSecurityPolicy = Object.entries(directives)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')
