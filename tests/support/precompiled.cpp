// SPDX-License-Identifier: Apache-2.0
// Carries the tests' precompiled headers; does nothing.
int main() { }
