/** Addresses of what every page loads. */
export interface AssetUrls {
  style: string;
  font: string;
  icon: string;
}

/** The person who is signed in, as the head of a page needs them. */
export interface Viewer {
  name: string;
  /** Token that every form of theirs carries. */
  csrf: string;
}

/** What surrounds the content of a page. */
export interface Frame {
  assets: AssetUrls;
  viewer?: Viewer | undefined;
}
