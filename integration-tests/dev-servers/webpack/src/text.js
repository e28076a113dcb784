export const text = 'Written before'
