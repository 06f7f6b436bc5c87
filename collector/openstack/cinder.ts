/** Every reading of Cinder was written for these. */
export const volumeVersion = { min: '3.0', max: '3.70' }
