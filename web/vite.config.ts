import { defineConfig } from "vite";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: { outDir: "dist", assetsInlineLimit: 0, target: "es2021", modulePreload: { polyfill: false } },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: ["node_modules", "."], quietDeps: true, silenceDeprecations: ["import"] },
    },
  },
});
