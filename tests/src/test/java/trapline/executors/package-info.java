/**
 * Both executors do the same: {@code ProgramGenerator} makes random programs for a whole machine, {@code Comparison} runs each
 * on two machines, {@code ExecutorAgreementTest} wants equal events, ticks, registers and memory. A difference is shrunk to
 * the instructions that it needs. {@code MutationsTest} shows that differences are found.
 */
package trapline.executors;
