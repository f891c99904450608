/** The API's largest page (QuickSight API model: `MaxResults`, 1 to 100). */
export const pageSize = 100;
