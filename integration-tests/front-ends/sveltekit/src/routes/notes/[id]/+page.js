// the ids are not known to the build
export const prerender = false
