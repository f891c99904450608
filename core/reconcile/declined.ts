/**
 * Thrown by a step that AWS refuses for good, and without which the run is whole all the same: it is said, and fails nothing. The next
 * plan has the step again.
 */
export class Declined extends Error {}
