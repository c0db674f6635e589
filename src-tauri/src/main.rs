//! The program that people double-click.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    traza::run();
}
