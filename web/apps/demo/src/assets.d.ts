/**
 * Lets TypeScript know what the build makes of an imported style sheet.
 */

/// <reference types="vite/client" />
