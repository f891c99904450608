/** Things that a notice of a re-encryption names: of a data set that nobody loads somebody must know, and the plan's steps name none. */
export const mostNamed = 20;
