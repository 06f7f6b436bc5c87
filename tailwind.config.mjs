/** @type {import('tailwindcss').Config} */
export default {
  content: ['./src/**/*.{astro,ts,tsx}'],
  corePlugins: { preflight: true },
  theme: { extend: {} },
  plugins: [],
}
