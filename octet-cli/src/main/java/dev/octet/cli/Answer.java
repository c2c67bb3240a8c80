package dev.octet.cli;

import com.google.gson.JsonElement;

/** What a command found out, for people and for programs. */
interface Answer {
  /** For people: whole lines. */
  String text();

  /** For programs. */
  JsonElement json();
}
