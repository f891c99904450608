import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Whether the page is being printed: what is drawn then is not scrolled. */
export const Printing = createContext(false);

/** Whether the page is being printed. */
export const usePrinting = (): boolean => useContext(Printing);
