/// The client's way to a server that is a program of this machine: a child process, one message a line on its standard
/// input and output, its standard error kept for people. Nothing of the child outlives its connection.
@NullMarked
package dev.mimo.mcp.client.stdio;

import org.jspecify.annotations.NullMarked;
