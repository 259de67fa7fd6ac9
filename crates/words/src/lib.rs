//! Every text for people, in English and Simplified Chinese.
